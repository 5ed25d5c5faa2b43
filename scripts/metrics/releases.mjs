/** The Flink releases whose metrics are in the catalogue, one for each minor version, and the version for which their job is synthesized. */
export const RELEASES = {
  '1.19.3': '1.19',
  '1.20.5': '1.20',
  '2.0.2': '2.0',
  '2.1.3': '2.1',
  '2.2.1': '2.2',
  // no released operator accepts it: it gets what a 2.2 job gets
  '2.3.0': '2.2',
};
