import * as path from 'path';

/** The dashboards with a picture. That of the autoscaler has none: its metrics come from the operator, which the recorded job runs without. */
export const PICTURED: readonly string[] = ['job', 'fleet', 'state', 'resources', 'sources', 'rocksdb'];

/** The picture of a dashboard, in the repository. */
export const pictureFile = (name: string) => path.posix.join('docs', 'pictures', `dashboard-${name}.svg`);
