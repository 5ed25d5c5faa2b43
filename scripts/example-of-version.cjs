/** Changes that the props of an example need to run a Flink version that the example was not written for. */
exports.adapted = function adapted(props, version, library) {
  const { FlinkVersion } = library;
  const { fileMerging, ...checkpointing } = props.checkpointing ?? {};
  return {
    ...props,
    // Flink 1.19 has no file merging.
    ...(version.isAtLeast(FlinkVersion.V1_20) ? {} : { checkpointing }),
    // Flink's own images before 2.0 have Java 11, which lacks a garbage collector that an example may use.
    ...(props.jvm ? { jvm: { ...props.jvm, javaVersion: 17 } } : {}),
    ...(props.artifact?._script === undefined ? {} : { artifact: scriptOf(props.artifact, version, library) }),
    flinkVersion: version,
  };
};

/** Flink 2.0 and newer run a script with a jar of Flink; older versions need a custom jar. */
function scriptOf({ _script: script }, version, { FlinkVersion, JobArtifact }) {
  return JobArtifact.sql(script, version.isAtLeast(FlinkVersion.V2_0) ? { release: `${version}.1` } : { runner: { jar: 'local:///opt/flink/usrlib/sql-runner.jar' } });
}
