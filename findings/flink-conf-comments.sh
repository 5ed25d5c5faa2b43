#!/usr/bin/env bash
# Apache Flink 1.20.1, flink-core, GlobalConfiguration with flink-conf.yaml, which is still read where there is no config.yaml.
# Expected: as in YAML, "#" begins a comment only behind a blank, and not between quotes.
# Seen: every "#" ends the value, also within a word and between quotes: a password or a URL with a "#" is cut without a warning, and an opening quote is left.
#   The same text as config.yaml keeps both.
. "$(dirname "$0")/lib.sh"
cat > Load.java <<'JAVA'
import java.util.TreeMap;
import org.apache.flink.configuration.GlobalConfiguration;

public class Load {
    public static void main(String[] folders) {
        new TreeMap<>(GlobalConfiguration.loadConfiguration(folders[0]).toMap()).forEach((key, value) -> System.out.println(key + " = [" + value + "]"));
    }
}
JAVA
mvn_install org.apache.flink:flink-core:1.20.1
mkdir old new
cat > new/config.yaml <<'YAML'
env.a: one#two
env.b: "one # two"
env.c: one # comment
YAML
cp new/config.yaml old/flink-conf.yaml
load() { java -cp 'lib/*' Load.java "$1" 2> /dev/null; }
expect "$(echo flink-conf.yaml; load old; echo config.yaml; load new)" <<'SEEN'
flink-conf.yaml
env.a = [one]
env.b = ["one]
env.c = [one]
config.yaml
env.a = [one#two]
env.b = [one # two]
env.c = [one]
SEEN
