# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# For bin/servers, which has set $servers and $bin and defined fail and say: what can be installed, and the ways to do it.
# shellcheck shell=sh
# shellcheck disable=SC2154 # What that script sets.

services='etcd consul'

programs_of() {
    case $1 in
        etcd) echo 'etcd etcdctl etcdutl' ;;
        consul) echo 'consul' ;;
    esac
}

minimum_of() {
    case $1 in
        etcd) echo 3.5.30 ;;
        consul) echo 1.8.0 ;;
    esac
}

# Suite, version and packages that the tests were written against.
debian_of() {
    case $1 in
        etcd) echo 'forky 3.5.30-2 etcd-server etcd-client' ;;
        consul) echo 'bullseye 1.8.7+dfsg1-2+b3 consul' ;;
    esac
}

require_service() {
    case $1 in
        etcd | consul) ;;
        zookeeper) fail 'zookeeper needs no installation: it comes with the build.' ;;
        *) fail "'$1' is unknown: there are etcd and consul." ;;
    esac
}

# ---- programs and their versions ----

variable_of() {
    printf '%s_BIN' "$1" | tr '[:lower:]' '[:upper:]'
}

version_of() { # program: 3.5.30, or nothing if it does not run
    case $(basename -- "$1") in
        consul*) "$1" version 2>/dev/null | sed -n 's/^Consul v\([0-9.]*\).*/\1/p' ;;
        etcdctl* | etcdutl*) "$1" version 2>/dev/null | sed -n 's/^etcd[a-z]* version: *\([0-9.]*\).*/\1/p' ;;
        *) "$1" --version 2>/dev/null | sed -n 's/^etcd Version: *\([0-9.]*\).*/\1/p' ;;
    esac | head -n 1
}

at_least() { # version, minimum
    awk -v have="$1" -v want="$2" 'BEGIN {
        split(have, h, "."); split(want, w, ".");
        for (i = 1; i <= 3; i++) if (h[i] + 0 != w[i] + 0) exit !(h[i] + 0 > w[i] + 0);
        exit (have == "")
    }'
}

named_or_on_path() { # program: where this machine has it, apart from what was installed here
    eval "named=\${$(variable_of "$1"):-}"
    if [ -n "$named" ]; then
        [ -x "$named" ] || fail "$(variable_of "$1") says $named, which is not a program that can be run."
        printf '%s\n' "$named"
        return
    fi
    IFS=:
    for folder in $PATH; do
        if [ -x "$folder/$1" ] && [ -f "$folder/$1" ] && [ "$(CDPATH='' cd -- "$folder" && pwd -P)" != "$bin" ]; then
            printf '%s\n' "$folder/$1"
            break
        fi
    done
    unset IFS
}

is_installed() { # service
    for program in $(programs_of "$1"); do
        [ -x "$bin/$program" ] || return 1
    done
}

# ---- ways to install ----

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A folder of our own beside the target, so that moving what is ready into place is one step that cannot be seen half
# done, neither after a crash nor by somebody who installs at the same time.
make_work() {
    [ -n "$work" ] || { mkdir -p "$bin" && work=$(mktemp -d "$servers/work.XXXXXX"); } ||
        fail "the folder $servers cannot be written to."
}

put() { # file, program
    mv -f "$1" "$bin/$2" || fail "the program $2 cannot be put into $bin."
}

link_existing() { # service: links what is on this machine; false if it is not there or too old
    minimum=$(minimum_of "$1")
    for program in $(programs_of "$1"); do
        path=$(named_or_on_path "$program") || exit 1
        [ -n "$path" ] || return 1
        version=$(version_of "$path")
        if ! at_least "$version" "$minimum"; then
            say "$path is ${version:-of no known version}, and $minimum or newer is needed; looking further."
            return 1
        fi
    done
    make_work
    for program in $(programs_of "$1"); do
        path=$(named_or_on_path "$program") || exit 1
        ln -s "$(CDPATH='' cd -- "$(dirname -- "$path")" && pwd -P)/$(basename -- "$path")" "$work/$program.link" ||
            fail "no link can be made in $servers."
        put "$work/$program.link" "$program"
    done
    say "$1 $version of this machine is used ($(readlink "$bin/$1"))."
}

# apt-get and its kin on lists of their own: no root is needed, and the system's state is neither used nor changed.
apt() { # tool, arguments
    tool=$1
    shift
    "$tool" -qq -o Dir::Etc::SourceList="$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o Acquire::Languages=none \
        -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 "$@"
}

is_debian_like() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1
}

read_suite() { # suite: fetches its list of packages from the first of the system's own mirrors that has it
    reason=
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    signed=
    [ ! -r "$keyring" ] || signed="[signed-by=$keyring] "
    mkdir -p "$work/mirrors/partial"
    # What apt-get would fetch for the system's own sources: asked in this way, as there may be no lists yet.
    mirrors=$(apt-get -o Dir::State::Lists="$work/mirrors" update --print-uris 2>/dev/null |
        sed -n "s|^'\(.*\)/dists/.*|\1|p" | awk '!seen[$0]++')
    for mirror in $mirrors; do
        rm -rf "$work/apt"
        mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
        printf 'deb %s%s %s main\n' "$signed" "$mirror" "$1" >"$work/apt/sources.list"
        # Without the first option, apt-get takes an unreachable mirror for an empty one.
        if apt apt-get -o APT::Update::Error-Mode=any update >"$work/apt.log" 2>&1; then
            return 0
        fi
        [ -n "$reason" ] || reason=$(sed -n 's/^[EW]: *//p' "$work/apt.log" | head -n 1)
    done
    say "Debian's suite $1 cannot be read from a mirror of this system: ${reason:-it names none}."
    return 1
}

offered() { # package: the newest version in the suite that was read
    apt apt-cache madison "$1" 2>/dev/null | awk -F'|' 'NR == 1 { gsub(/ /, "", $2); print $2 }'
}

install_debian() { # service: false if this is no Debian or its mirror does not have it
    is_debian_like || return 1
    make_work
    # shellcheck disable=SC2046 # Several words.
    set -- "$1" $(debian_of "$1")
    service=$1 suite=$2 pinned=$3
    shift 3
    read_suite "$suite" || return 1
    version=$(offered "$1")
    if [ -z "$version" ] || ! at_least "${version%%[-+~]*}" "$(minimum_of "$service")"; then
        say "Debian's suite $suite offers $1 ${version:-in no version} and no longer $pinned."
        return 1
    fi
    [ "$version" = "$pinned" ] || say "the mirror has moved on: it offers $1 $version instead of $pinned, which is taken."
    for package in "$@"; do
        (cd "$work/apt" && apt apt-get download "$package=$version") >"$work/apt.log" 2>&1 || {
            cat "$work/apt.log" >&2
            fail "the package $package $version cannot be downloaded; the messages stand above."
        }
    done
    for file in "$work/apt"/*.deb; do
        dpkg -x "$file" "$work/root" || fail "the package $file cannot be unpacked."
    done
    take_programs "$service" "$work/root/usr/bin" "the package $1 $version"
}

take_programs() { # service, folder, where they come from
    for program in $(programs_of "$1"); do
        [ -f "$2/$program" ] || fail "$3 does not contain the program $program."
        chmod +x "$2/$program"
    done
    version=$(version_of "$2/$1")
    [ -n "$version" ] || fail "the program $1 of $3 does not run on this machine."
    at_least "$version" "$(minimum_of "$1")" || fail "$3 holds $1 $version, and $(minimum_of "$1") or newer is needed."
    for program in $(programs_of "$1"); do
        put "$2/$program" "$program"
    done
    say "$1 $version is installed from $3."
}

digest_of() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -d ' ' -f 1
}

install_archive() { # file, digest
    [ -f "$1" ] || fail "the archive $1 is not there."
    wanted=$(printf '%s' "$2" | tr '[:upper:]' '[:lower:]')
    actual=$(digest_of "$1")
    [ "$actual" = "$wanted" ] || fail "the archive $1 is not the one you mean: its SHA-256 is $actual, not $wanted."
    make_work
    mkdir "$work/archive" "$work/programs" || fail "the folder $servers cannot be written to."
    case $1 in
        *.zip) unzip -q "$1" -d "$work/archive" ;;
        *.tar.gz | *.tgz) tar -xzf "$1" -C "$work/archive" ;;
        *) fail "the archive $1 is neither a .zip nor a .tar.gz file." ;;
    esac || fail "the archive $1 cannot be unpacked."
    for service in $services; do
        if [ -n "$(find "$work/archive" -type f -name "$service")" ]; then
            for program in $(programs_of "$service"); do
                find "$work/archive" -type f -name "$program" -exec mv -f {} "$work/programs/" \;
            done
            take_programs "$service" "$work/programs" "the archive $1"
            return
        fi
    done
    fail "the archive $1 contains neither etcd nor consul."
}

install_service() {
    if is_installed "$1"; then
        say "$1 is installed."
        return
    fi
    if link_existing "$1" || install_debian "$1"; then
        return
    fi
    fail "$1 $(minimum_of "$1") or newer is neither on this machine nor in a package that it can get: download the release \
archive from the project's page and run 'bin/servers install --archive FILE --sha256 DIGEST', or go without $1 \
('mvn verify -Dservers.skip=$1')."
}
