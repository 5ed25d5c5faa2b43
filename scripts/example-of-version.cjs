/** What an example's props need so that its job runs a version that the example was not written for. */
exports.adapted = function adapted(props, version, library) {
  const { FlinkVersion } = library;
  const { fileMerging, ...checkpointing } = props.checkpointing ?? {};
  return {
    ...props,
    // Flink 1.19 has no file merging.
    ...(version.isAtLeast(FlinkVersion.V1_20) ? {} : { checkpointing }),
    // Flink's own images before 2.0 have Java 11, which lacks a collector that an example may ask for.
    ...(props.jvm ? { jvm: { ...props.jvm, javaVersion: 17 } } : {}),
    ...(props.artifact?._script === undefined ? {} : { artifact: scriptOf(props.artifact, version, library) }),
    flinkVersion: version,
  };
};

/** Flink runs a script from 2.0 on, with the jar of its own release; before, a jar of one's own does. */
function scriptOf({ _script: script }, version, { FlinkVersion, JobArtifact }) {
  return JobArtifact.sql(script, version.isAtLeast(FlinkVersion.V2_0) ? { release: `${version}.1` } : { runner: { jar: 'local:///opt/flink/usrlib/sql-runner.jar' } });
}
