#!/usr/bin/env bash
# Apache Flink 2.2.1, application mode, a `main` that fails before it starts a job, with execution.submit-failed-job-on-application-error, as the Kubernetes
# operator sets it; Java 17, Python with pip, curl.
# Expected: the REST API has the failed job in its overview, and its details by its id, with the state FAILED.
# Seen: the overview has it; GET /jobs/<id> answers 500 with a NullPointerException, since the job has no plan.
. "$(dirname "$0")/lib.sh"
ID=0123456789abcdef0123456789abcdef
flink_application_home 2.2.1 $ID
java_program Fails <<'JAVA'
public class Fails {
    public static void main(String[] arguments) {
        throw new IllegalStateException("no job");
    }
}
JAVA
flink_application /jobs/overview FAILED --job-classname Fails --jars "file://$PWD/program.jar"
overview=$(curl -s http://localhost:18081/jobs/overview | python3 -c 'import json, sys; print([job["state"] for job in json.load(sys.stdin)["jobs"]])')
details=$(curl -s -w '\n%{http_code}' "http://localhost:18081/jobs/$ID" | grep -oE 'NullPointerException|^[0-9]{3}$' | sort -u | tr '\n' ' ')
expect "overview: $overview, details: $details" <<'SEEN'
overview: ['FAILED'], details: 500 NullPointerException 
SEEN
