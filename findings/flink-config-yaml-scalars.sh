#!/usr/bin/env bash
# Apache Flink 2.0.0, flink-core, GlobalConfiguration with config.yaml; the same in 1.20.1.
# Expected: what is written behind a key is the value of the option, as it was with flink-conf.yaml.
# Seen: values without quotes are read as YAML numbers and booleans first and then turned to text: a version 1.10 becomes 1.1, a mode 0644 becomes 644,
#   0o14 becomes 12, and 1e3 becomes 1000.0, which an option of type int refuses. flink-conf.yaml (1.20.1) keeps all of them.
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
for version in 1.20.1 2.0.0; do
  mvn_install org.apache.flink:flink-core:$version
  mv lib lib-$version
done
mkdir old new
cat > new/config.yaml <<'YAML'
containerized.master.env.VERSION: 1.10
containerized.master.env.UMASK: 0644
containerized.master.env.MODE: 0o14
containerized.master.env.LIMIT: 1e3
containerized.master.env.FLAG: TRUE
containerized.master.env.QUOTED: "1.10"
YAML
cp new/config.yaml old/flink-conf.yaml
load() { java -cp "lib-$1/*" Load.java "$2" 2> /dev/null; }
expect "$(echo 'flink-conf.yaml, 1.20.1'; load 1.20.1 old; echo 'config.yaml, 2.0.0'; load 2.0.0 new)" <<'SEEN'
flink-conf.yaml, 1.20.1
containerized.master.env.FLAG = [TRUE]
containerized.master.env.LIMIT = [1e3]
containerized.master.env.MODE = [0o14]
containerized.master.env.QUOTED = ["1.10"]
containerized.master.env.UMASK = [0644]
containerized.master.env.VERSION = [1.10]
config.yaml, 2.0.0
containerized.master.env.FLAG = [true]
containerized.master.env.LIMIT = [1000.0]
containerized.master.env.MODE = [12]
containerized.master.env.QUOTED = [1.10]
containerized.master.env.UMASK = [644]
containerized.master.env.VERSION = [1.1]
SEEN
