export { Guideline, GuidelineProps } from './guideline';
