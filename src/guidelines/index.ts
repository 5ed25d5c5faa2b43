export { Guideline, type GuidelineProps } from './guideline';
