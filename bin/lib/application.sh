# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# For the scripts in bin, which have set $home and defined fail: what they share to run a Java program.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # What is set here is read by those scripts, and the other way round.

# Where a standard stream is closed, the next file that Java opens would take its place. Output to a closed one goes on
# to fail.
keep_streams_apart() {
    { true 3<&0; } 2>/dev/null || exec 0</dev/null
    { true 3>&1; } 2>/dev/null || exec 1</dev/null
    { true 3>&2; } 2>/dev/null || exec 2>/dev/null
}

# answer_at_once NAME TEXTS ARGUMENT...: help, the version and refusals of unknown commands need no build. TEXTS is a folder
# with a text for each command, what the program itself would print; a test compares them.
answer_at_once() {
    name=$1 texts=$2
    shift 2
    case ${1:-} in
        '')
            show "$texts/help.txt" >&2
            exit 2
            ;;
        -h | --help) show_and_exit "$texts/help.txt" ;;
        -V | --version) show_and_exit "$texts/version.txt" ;;
        -*) refuse "$name" "Unknown option: '$1'" ;;
    esac
    commands=
    for text in "$texts"/help-*.txt; do
        command=${text##*/help-}
        case $command in
            *.*.txt) ;; # a command of a command
            *) commands="$commands${commands:+, }${command%.txt}" ;;
        esac
    done
    case ", $commands," in
        *", $1,"*) command=$1${2:+.$2} ;;
        *) refuse "$name" "the command '$1' is unknown: there are $commands." ;;
    esac
    [ -f "$texts/help-$command.txt" ] || command=$1
    for argument in "$@"; do
        case $argument in
            -h | --help) show_and_exit "$texts/help-$command.txt" ;;
            --) break ;;
        esac
    done
}

print_out() { # line
    (trap '' PIPE && printf '%s\n' "$1") 2>/dev/null || fail 'standard output cannot be written.'
}

show() { # file
    cat "$1" 2>/dev/null || fail 'standard output cannot be written.'
}

show_and_exit() {
    show "$1"
    exit 0
}

refuse() { # name, sentence
    printf "%s: %s\nTry '%s --help'.\n" "${1#bin/}" "$2" "$1" >&2
    exit 2
}

# Java reads arguments and names of files in the locale's encoding, and damages what does not fit. What LC_ALL was is kept
# for programs that are not ours: =VALUE, or empty if it was not set.
read_utf8() {
    unset ELECTION_LC_ALL
    ! is_utf8 || return 0
    for locale in C.UTF-8 C.utf8 en_US.UTF-8; do
        if ! command -v locale >/dev/null 2>&1 || [ "$(LC_ALL=$locale locale charmap 2>/dev/null)" = UTF-8 ]; then
            ELECTION_LC_ALL=${LC_ALL+=$LC_ALL}
            LC_ALL=$locale
            export ELECTION_LC_ALL LC_ALL
            return
        fi
    done
}

# Also true of every other encoding that the system knows and that is not plain ASCII: Java knows it, too.
is_utf8() {
    if command -v locale >/dev/null 2>&1; then
        case $(locale charmap 2>/dev/null) in
            '' | ANSI_X3.4-1968 | US-ASCII | ASCII | 646) return 1 ;;
        esac
        return 0
    fi
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) return 0 ;;
    esac
    return 1
}

# prepare_application MODULE: sets $java, $classpath and the number of its entries, $own.
prepare_application() {
    module=$1
    target=$home/$module/target
    # Written last by every build: the jars that the application runs with.
    jars=$target/classpath.txt
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        java=$JAVA_HOME/bin/java
    else
        java=$(command -v java) || fail 'Java is not installed: install a JDK, version 17 or newer, or set JAVA_HOME to one.'
    fi
    if ! is_built; then
        # shellcheck source=bin/lib/build.sh
        . "$home/bin/lib/build.sh"
        build
    fi
    # The names are relative, so that the folder may be moved.
    read -r names <"$jars" || [ -n "$names" ]
    classpath=$target/$module.jar own=1
    IFS=:
    for jar in $names; do
        classpath=$classpath:$target/$jar own=$((own + 1))
    done
    unset IFS
}

is_built() {
    [ -f "$jars" ] || return 1
    changed=$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -type f -newer "$jars" -print)
    [ -z "$changed" ]
}

# add_to_classpath PATHS: jars, folders and FOLDER/* for all jars of a folder, divided by colons.
add_to_classpath() {
    set -f
    IFS=:
    for entry in $1; do
        case $entry in
            '') continue ;;
            */\*) [ -d "${entry%/\*}" ] || fail "ELECTION_CLASSPATH names the folder ${entry%/\*}, which does not exist." ;;
            *) [ -r "$entry" ] || fail "ELECTION_CLASSPATH names $entry, which does not exist or cannot be read." ;;
        esac
        classpath=$classpath:$entry
    done
    unset IFS
    set +f
}
