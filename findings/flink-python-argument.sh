#!/usr/bin/env bash
# Apache Flink 2.2.1, application mode, a Java program one of whose own arguments is --python; Java 17, Python with pip, curl.
# Expected: Flink runs the main method of the class that it is given, and hands the arguments on.
# Seen: the class does not run. Flink takes the application for a Python program because of the argument, and prints the options of such programs.
. "$(dirname "$0")/lib.sh"
flink_home 2.2.1 <<YAML
jobmanager.rpc.port: 16123
blob.server.port: 16124
rest.port: 18081
jobmanager.memory.process.size: 1g
execution.shutdown-on-application-finish: false
execution.submit-failed-job-on-application-error: true
\$internal.pipeline.job-id: 0123456789abcdef0123456789abcdef
YAML
cat > Runs.java <<'JAVA'
public class Runs {
    public static void main(String[] arguments) {
        System.out.println("the Java program has " + String.join(" ", arguments));
        throw new IllegalStateException("the Java program runs");
    }
}
JAVA
javac --release 11 -d classes Runs.java
jar cf runs.jar -C classes .
mkdir log pid
FLINK_LOG_DIR=$PWD/log FLINK_PID_DIR=$PWD/pid FLINK_OPT_DIR=$PWD/flink/opt timeout 60 flink/bin/standalone-job.sh start-foreground \
  --job-classname Runs --jars "file://$PWD/runs.jar" -- --python 3.11 > jobmanager.log 2>&1 || true
says() { if grep -q -- "$1" jobmanager.log; then echo yes; else echo no; fi; }
expect "the class runs: $(says 'the Java program runs'), options of Python programs are explained: $(says '--pyRequirements')" <<'SEEN'
the class runs: no, options of Python programs are explained: yes
SEEN
