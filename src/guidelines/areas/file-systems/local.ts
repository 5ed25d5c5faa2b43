import { hasPlaceholder } from './locations';
import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { Workload } from '../../../workload/workload';

/** Options of directories in which a process keeps its own files: paths in its pod. */
const LOCAL = [
  'state.backend.rocksdb.localdir', 'state.backend.forst.local-dir', 'io.tmp.dirs', 'process.working-dir', 'process.jobmanager.working-dir', 'process.taskmanager.working-dir',
];

/** Working directories that are set to a remote file system. */
export function remoteWorkingDirectories(w: Workload): Finding[] {
  const found = LOCAL.filter((option) => w._configuration.entry(option)?.origin.kind !== 'cluster').flatMap((option): Finding[] => {
    const text = w.option(option) ?? '';
    const scheme = text.split(/[,;]/).map((each) => /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(each)?.[1].toLowerCase()).find((each) => each !== undefined && each !== 'file');
    return scheme === undefined || hasPlaceholder(text) ? [] : [{
      guideline: 'CKP-25',
      severity: Severity.ERROR,
      path: w.where(option),
      value: describe(text),
      message: `must be a path in the pod: Flink opens these files as local ones, and does not reach ${scheme}:// there`,
      fix: 'Leave it out, or mount a volume in the pod template and write the path of its mount',
    }];
  });
  // an option that applies to all processes is reported once
  return found.filter(({ path }, i) => found.findIndex((other) => other.path === path) === i);
}
