# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# For bin/election: a network that belongs to one run alone, so that it can be broken without harm to anybody.
# shellcheck shell=sh

# run_on_own_network COMMAND...: turns into the command, in a network namespace made for it, and tells it so by
# ELECTION_OWN_NETWORK. Returns where that is not possible. Only a user other than root needs a namespace of users, too.
run_on_own_network() {
    for program in unshare nsenter ip bridge; do
        command -v "$program" >/dev/null 2>&1 || return 0
    done
    users=
    [ "$(id -u)" = 0 ] || users='--user --map-root-user'
    # shellcheck disable=SC2086 # Several words, or none.
    unshare $users --net -- sh -c 'ip link set lo up && ip link add one type veth peer name other &&
        ip link add both type bridge && unshare --net true' >/dev/null 2>&1 || return 0
    ELECTION_OWN_NETWORK=true
    export ELECTION_OWN_NETWORK
    # shellcheck disable=SC2086,SC2016 # Several words; expanded by the inner shell.
    exec unshare $users --net -- sh -c 'ip link set lo up && exec "$@"' sh "$@"
}
