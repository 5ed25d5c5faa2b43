#!/usr/bin/env bash
# cdk8s 2.69.10, Duration.toIsoString; java.time.Duration, whose format Flink and the operator read.
# Expected: the text is an ISO 8601 duration for every Duration.
# Seen: a day is "PT1D" (ISO 8601 writes days before the T: "P1D"), which java.time refuses, and milliseconds end in an error, even 2,000 of them.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
cat > main.js <<'JS'
const { Duration } = require('cdk8s');
console.log('90 minutes', Duration.minutes(90).toIsoString());
console.log('1 day', Duration.days(1).toIsoString());
try {
  console.log('2000 millis', Duration.millis(2000).toIsoString());
} catch (error) {
  console.log('2000 millis', error.message);
}
JS
cat > Parse.java <<'JAVA'
public class Parse {
    public static void main(String[] texts) {
        for (String text : texts) {
            try {
                System.out.println("java.time reads " + java.time.Duration.parse(text));
            } catch (java.time.format.DateTimeParseException refused) {
                System.out.println("java.time refuses " + text);
            }
        }
    }
}
JAVA
expect "$(node main.js; java Parse.java P1D PT1D)" <<'SEEN'
90 minutes PT1H30M
1 day PT1D
2000 millis Unexpected time unit: millis
java.time reads PT24H
java.time refuses PT1D
SEEN
