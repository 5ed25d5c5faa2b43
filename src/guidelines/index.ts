export { Guideline, type FindingOptions, type GuidelineProps } from './guideline';
export { Guidelines } from './guidelines';
export { type GuidelineSuppression } from './suppression';
