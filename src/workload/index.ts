export { Workload } from './workload';
