import { table } from '../table';

/** WMK: what time it is in a job. */
export const WATERMARKS = table([
  {
    id: 'WMK-01',
    title: 'Compute with the time of events',
    why: 'Results by the clock differ each time records are read again, and after every failure they are.',
    sources: ['watermarks'],
    checklist: 'Windows and timers use event time',
  },
  {
    id: 'WMK-02',
    title: 'Bound how late records may be, by what was measured',
    why: 'A bound too small drops records, one too large delays every result.',
    sources: ['watermarks'],
    checklist: 'forBoundedOutOfOrderness has a value that somebody measured',
  },
  {
    id: 'WMK-03',
    title: 'Declare idle what is silent',
    why: 'The slowest input decides about the watermark. One partition without records stops every window.',
    sources: ['watermarks'],
    props: ['flinkConfiguration'],
    checklist: 'withIdleness on every source; in SQL table.exec.source.idle-timeout',
    alerts: ['FlinkWatermarkStalled'],
    dashboards: ['sources'],
  },
  {
    id: 'WMK-04',
    title: 'Align sources that run far apart',
    why: 'The quick ones otherwise fill the state with what has to wait for the slow ones.',
    sources: ['watermarks'],
    props: ['flinkConfiguration'],
    checklist: 'withWatermarkAlignment where sources or partitions differ much in speed. It does not help an idle one',
  },
  {
    id: 'WMK-05',
    title: 'Do something with late records',
    why: 'Without allowed lateness or a side output they are dropped, and only a counter knows.',
    sources: ['windows'],
    checklist: 'allowedLateness and sideOutputLateData on every window',
    alerts: ['FlinkLateRecordsDropped'],
  },
  {
    id: 'WMK-06',
    title: 'Count how many windows a record is in',
    why: 'A sliding window keeps it once for each step; global and session windows may never end.',
    sources: ['windows'],
    checklist: 'The size of a sliding window is a small multiple of its slide',
    alerts: ['FlinkCheckpointSizeGrowing'],
  },
  {
    id: 'WMK-07',
    title: 'Empty global windows',
    why: 'Nothing but a trigger that purges ever removes what is in them.',
    sources: ['windows'],
    checklist: 'Every GlobalWindows has a PurgingTrigger or an evictor',
  },
  {
    id: 'WMK-08',
    title: 'Use ascending timestamps only where they are',
    why: 'One source that mixes partitions is enough to break the order.',
    sources: ['watermarks'],
    checklist: 'forMonotonousTimestamps only for sources whose every partition is in order',
  },
]);
