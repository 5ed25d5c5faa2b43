#!/usr/bin/env bash
# Apache Flink 2.2.1, application mode, a Java program one of whose own arguments is --python; Java 17, Python with pip, curl.
# Expected: Flink runs the main method of the class that it is given, and hands the arguments on.
# Seen: the class does not run. Flink takes the application for a Python program because of the argument, and prints the options of such programs.
. "$(dirname "$0")/lib.sh"
flink_application_home 2.2.1 0123456789abcdef0123456789abcdef
java_program Runs <<'JAVA'
public class Runs {
    public static void main(String[] arguments) {
        System.out.println("the Java program has " + String.join(" ", arguments));
        throw new IllegalStateException("the Java program runs");
    }
}
JAVA
seen() {
  timeout 45 "${FLINK_APPLICATION[@]}" --job-classname Runs --jars "file://$PWD/program.jar" -- "$@" > jobmanager.log 2>&1 || true
  says() { if grep -q -- "$1" jobmanager.log; then echo yes; else echo no; fi; }
  echo "the class runs: $(says 'the Java program has'), options of Python programs are explained: $(says '--pyRequirements')"
}
expect "$(seen --version 3.11)
$(seen --python 3.11)" <<'SEEN'
the class runs: yes, options of Python programs are explained: no
the class runs: no, options of Python programs are explained: yes
SEEN
