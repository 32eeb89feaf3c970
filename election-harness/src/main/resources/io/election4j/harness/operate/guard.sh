# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# Run by sh -c beside 'election lead': reads orders from standard input, and stops the command when the orders end, because
# then whoever gave them has died. Until then it starts no process. $1: the grace, in tenths of a second.
# shellcheck shell=sh

# What is sent to the whole process group must not end the guard before the command.
trap '' HUP INT QUIT TERM USR1 USR2 ALRM PIPE TSTP

read_stat() { # process: sets $state, $parent and $started; false if there is none
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    # shellcheck disable=SC2086 # Words, after the program's name, which may hold anything.
    set -- ${line##*) }
    [ $# -ge 20 ] || return 1
    state=$1 parent=$2
    shift 19
    started=$1
}

is_member() { # process
    case " $tree " in
        *" $1/"*) return 0 ;;
    esac
    return 1
}

grow() { # takes what the members of $tree have started into it
    seen=
    for entry in /proc/[0-9]*; do
        entry=${entry#/proc/}
        ! read_stat "$entry" || seen="$seen $entry/$started/$parent"
    done
    more=yes
    while [ "$more" = yes ]; do
        more=no
        for entry in $seen; do
            member=${entry%/*}
            if ! is_member "${entry%%/*}" && is_member "${entry##*/}"; then
                tree="$tree $member" more=yes
            fi
        done
    done
}

is_running() { # member: a number that has been given to another process since is not meant
    read_stat "${1%/*}" && [ "$started" = "${1#*/}" ] && [ "$state" != Z ] && [ "$state" != X ]
}

send() { # signal; false if nobody is left
    sent=1
    for member in $tree; do
        if is_running "$member"; then
            [ "$1" = 0 ] || kill -s "$1" "${member%/*}" 2>/dev/null
            sent=0
        fi
    done
    return "$sent"
}

find_expected() { # the command, whose number has not arrived: it has ours in its environment, or will in a moment
    tries=0
    while [ -z "$tree" ] && [ "$tries" -lt 10 ]; do
        for entry in $(grep -lsz "^ELECTION_GUARD=$$\$" /proc/[0-9]*/environ); do
            entry=${entry#/proc/}
            entry=${entry%/environ}
            ! read_stat "$entry" || tree="$tree $entry/$started"
        done
        sleep 0.1 || break
        tries=$((tries + 1))
    done
}

tree=
expected=
while read -r order rest; do
    case $order in
        expect) expected=yes ;;
        watch)
            tree= expected=
            ! read_stat "$rest" || tree=$rest/$started
            ;;
        forget) tree= expected= ;;
        signal)
            # shellcheck disable=SC2086 # A number after a dash, and processes.
            kill $rest 2>/dev/null
            ;;
    esac
done

[ -z "$expected" ] || find_expected
send 0 || exit 0
printf 'election: lead has died; the command is stopped\n' >&2
# Where no process can be started to wait with, the shell ends, and the grace is over.
trap 'send KILL' EXIT
grow
send TERM
# What is stopped acts on it only when it goes on.
send CONT
step=0
while send 0 && [ "$step" -lt "$1" ]; do
    sleep 0.1 || break
    step=$((step + 1))
    grow
done
