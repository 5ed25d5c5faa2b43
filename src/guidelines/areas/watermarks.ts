import { HAS_JOB, STREAMING } from '../conditions';
import { table } from '../table';

/** WMK: watermarks and event time. */
export const WATERMARKS = table([
  {
    id: 'WMK-01',
    title: 'Use event time',
    why: 'Results based on processing time differ whenever records are read again, as after every failure.',
    sources: ['watermarks'],
    checklist: 'Windows and timers use event time',
  },
  {
    id: 'WMK-02',
    title: 'Set the bounded out-of-orderness to a measured value',
    why: 'A bound that is too small drops records; one that is too large delays every result.',
    sources: ['watermarks'],
    props: ['connectors'],
    checklist: 'forBoundedOutOfOrderness has a measured value',
    alerts: ['FlinkWatermarkLag'],
  },
  {
    id: 'WMK-03',
    title: 'Set idleness on sources that may have no records',
    why: 'The slowest input determines the watermark. One partition without records stops every window.',
    sources: ['watermarks'],
    props: ['flinkConfiguration'],
    checklist: 'withIdleness on every source; in SQL table.exec.source.idle-timeout',
    alerts: ['FlinkWatermarkStalled'],
    dashboards: ['sources'],
  },
  {
    id: 'WMK-04',
    title: 'Use watermark alignment for sources that progress at different speeds',
    why: 'Otherwise records of the faster sources accumulate in state until the slower ones catch up.',
    sources: ['watermarks'],
    props: ['flinkConfiguration'],
    alerts: ['FlinkWatermarkDrift'],
    checklist: 'withWatermarkAlignment if sources or partitions differ much in speed. It does not help with an idle one',
  },
  {
    id: 'WMK-05',
    title: 'Handle late records',
    why: 'Without allowed lateness or a side output they are dropped, and only a counter shows it.',
    sources: ['windows'],
    checklist: 'allowedLateness and sideOutputLateData on every window',
    alerts: ['FlinkLateRecordsDropped'],
  },
  {
    id: 'WMK-06',
    title: 'Limit the number of windows that a record belongs to',
    why: 'A sliding window keeps a record once per slide; global and session windows may never end.',
    sources: ['windows'],
    checklist: 'The size of a sliding window is a small multiple of its slide',
    alerts: ['FlinkCheckpointSizeGrowing'],
  },
  {
    id: 'WMK-07',
    title: 'Purge global windows',
    why: 'Only a purging trigger or an evictor removes their records.',
    sources: ['windows'],
    checklist: 'Every GlobalWindows has a PurgingTrigger or an evictor',
  },
  {
    id: 'WMK-08',
    title: 'Use monotonous timestamps only for ordered sources',
    why: 'A source that mixes several partitions is enough to break the order.',
    sources: ['watermarks'],
    checklist: 'forMonotonousTimestamps only for sources whose every partition is in order',
  },
], { judges: 'job', applies: [HAS_JOB, STREAMING] });
