# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# For bin/lib/application.sh, which has set $home, $module, $java and $jars: builds the module, and shows how far it is.
# shellcheck shell=sh
# shellcheck disable=SC2154 # What the others set.

build() {
    require_jdk
    mkdir -p "$home/target" 2>/dev/null || fail "the folder $home/target, where the build writes, cannot be made."
    log=$home/target/$module-build.log
    maven=
    trap 'end_build' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    lock_build
    if ! is_built; then
        run_maven
        # A source that changed while the build ran, or a clock that went back, must not start another build every time.
        touch "$jars"
    fi
    end_build
    trap - EXIT HUP INT TERM
}

require_jdk() {
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || fail "Java ${version:-?} at $java is too old: install a JDK, version 17 or newer."
    command -v mvn >/dev/null 2>&1 || fail 'Maven is not installed: install Maven 3.8 or newer, which builds the application.'
}

# ---- one build at a time ----

# Two builds at once would write to each other's files. The lock is a file that holds the number of the process that builds.
lock_build() {
    lock=$home/target/build.lock
    ours=$home/target/build.lock.$$
    printf '%s\n' "$$" >"$ours" || fail "the folder $home/target, where the build writes, cannot be written to."
    waits=
    until ln "$ours" "$lock" 2>/dev/null; do
        owner=$(cat "$lock" 2>/dev/null) || owner=
        if [ -n "$owner" ] && ! is_process "$owner"; then
            take_away_lock "$owner"
            continue
        fi
        [ "$waits" = "$owner" ] || printf 'Waiting for the build that process %s runs ...\n' "${owner:-?}" >&2
        waits=$owner
        pause
    done
    rm -f "$ours"
    locked=yes
}

is_process() {
    [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null
}

take_away_lock() { # owner, who has died; another may have taken it away, and have locked again
    mv "$lock" "$ours.old" 2>/dev/null || return 0
    [ "$(cat "$ours.old")" = "$1" ] || ln "$ours.old" "$lock" 2>/dev/null || true
    rm -f "$ours.old"
}

pause() { # a signal ends it at once
    sleep 1 &
    wait $! || true
}

end_build() {
    if [ -n "$maven" ]; then
        end_tree "$maven"
        maven=
    fi
    rm -f "$home/target/build.lock.$$"
    [ "${locked:-}" != yes ] || rm -f "$lock"
    locked=
}

end_tree() { # process: it and all that it has started
    children=$(children_of "$1")
    kill -s TERM "$1" 2>/dev/null || true
    for child in $children; do
        end_tree "$child"
    done
}

children_of() {
    for entry in /proc/[0-9]*; do
        { read -r line <"$entry/stat"; } 2>/dev/null || continue
        # Its name, which may hold anything, then its state, then its parent.
        line=${line##*) }
        line=${line#* }
        [ "${line%% *}" != "$1" ] || printf '%s\n' "${entry#/proc/}"
    done
}

# ---- Maven ----

run_maven() {
    if [ -f "$jars" ]; then
        printf 'Building %s, as the sources have changed:\n' "$module" >&2
    else
        printf 'Building %s, which is needed once and takes some minutes;\n' "$module" >&2
        printf 'Maven fetches up to 170 MB of libraries that this machine does not have yet:\n' >&2
    fi
    # Before it is looked at, as what runs in the background may open it later.
    : >"$log" || fail "the folder $home/target, where the build writes, cannot be written to."
    # --also-make leaves out the modules that the application does not need.
    (cd "$home" && exec mvn -B -Dstyle.color=never -Dmaven.test.skip -DskipTests -Dspotless.check.skip -Djacoco.skip \
        -Denforcer.skip -pl "$module" --also-make package) >"$log" 2>&1 &
    maven=$!
    told=0
    while kill -0 "$maven" 2>/dev/null; do
        show_progress
        pause
    done
    built=0
    wait "$maven" || built=$?
    maven=
    show_progress
    [ "$built" -eq 0 ] || fail_build
}

# A line for each module, and one for each 10 MB fetched. What they say follows from the log alone, not from when it is looked at, and
# the log only grows: the first $told lines have been told.
show_progress() {
    steps=$(awk '
        / from .*: .*\([0-9.]+ [kMG]?B( at .*)?\)$/ {
            text = $0
            sub(/.*\(/, "", text)
            split(text, size, " ")
            fetched += size[1] * (size[2] ~ /^k/ ? 0.001 : size[2] ~ /^M/ ? 1 : size[2] ~ /^G/ ? 1000 : 0.000001)
            if (int(fetched / 10) > tens) {
                tens = int(fetched / 10)
                print "  " tens * 10 " MB fetched"
            }
        }
        /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]$/ {
            step = $NF
            sub(/^\[INFO\] Building /, "")
            sub(/ [^ ]+ *\[[0-9]+\/[0-9]+\]$/, "")
            print "  " step " " $0
        }' "$log" | tail -n +$((told + 1)))
    [ -n "$steps" ] || return 0
    printf '%s\n' "$steps" >&2
    told=$((told + $(printf '%s\n' "$steps" | wc -l)))
}

# The cause, without what was fetched and without Maven's advice about itself.
fail_build() {
    grep -E '^\[(ERROR|WARNING)\]' "$log" | grep -vE '^\[ERROR\] *$|\[Help 1\]|-e switch|-X switch|For more information|resume the build' |
        grep -vE '^\[ERROR\] +mvn ' | tail -n 40 >&2
    fail "the build failed; its last messages stand above, and all of them in $log."
}
