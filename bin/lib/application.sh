# SPDX-FileCopyrightText: The Election4j authors
# SPDX-License-Identifier: Apache-2.0
#
# For the scripts in bin, which have set $home and defined fail: builds a module if that has not been done since the
# sources last changed, and finds out how to run it.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # What is set here is read by those scripts, and the other way round.

# prepare_application MODULE: sets $java and $classpath.
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
    is_built || build
    # The names are relative, so that the folder may be moved.
    read -r names <"$jars" || [ -n "$names" ]
    classpath=$target/$module.jar
    IFS=:
    for name in $names; do
        classpath=$classpath:$target/$name
    done
    unset IFS
}

is_built() {
    [ -f "$jars" ] || return 1
    changed=$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -type f -newer "$jars" -print)
    [ -z "$changed" ]
}

require_jdk() {
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || fail "Java ${version:-?} at $java is too old: install a JDK, version 17 or newer."
    command -v mvn >/dev/null 2>&1 || fail 'Maven is not installed: install Maven 3.8 or newer, which builds the application.'
}

build() {
    require_jdk
    if [ -f "$jars" ]; then
        printf 'Building ... (the sources have changed)\n' >&2
    else
        printf 'Building ... (first run only)\n' >&2
    fi
    mkdir -p "$home/target"
    log=$home/target/$module-build.log
    # --also-make leaves out the modules that the application does not need.
    if ! (cd "$home" && mvn -q -B -ntp -Dstyle.color=never -Dmaven.test.skip -DskipTests -Dspotless.check.skip -Djacoco.skip \
        -Denforcer.skip -pl "$module" --also-make package) >"$log" 2>&1; then
        cat "$log" >&2
        fail 'the build failed; its messages stand above.'
    fi
    # A source that changed while the build ran, or a clock that went back, must not start another build every time.
    touch "$jars"
}
