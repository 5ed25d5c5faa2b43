import { outside } from '../outside';

export const { folder, describe } = outside('FLINK_MEMORY_VECTORS', 'Flink\'s own answers judge `cdk8s-flink memory`');
