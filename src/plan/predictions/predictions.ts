import { compareFindings, type Finding } from '../../diag/finding.ts';
import { behaviourPredictions } from './behaviour-predictions.ts';
import { budgetPredictions } from './budget-predictions.ts';
import { cronPredictions } from './cron-predictions.ts';
import { dataPredictions } from './data-predictions.ts';
import { kubeletPredictions } from './kubelet-predictions.ts';
import { limitRangePredictions } from './limit-range-predictions.ts';
import { type PredictionContext, predictionFinding, type Predictor } from './prediction.ts';
import { ownerPredictions } from './owner-predictions.ts';
import { preemptionPredictions } from './preemption-predictions.ts';
import { probePredictions } from './probe-predictions.ts';
import { quotaPredictions } from './quota-predictions.ts';
import { requestPredictions } from './request-predictions.ts';
import { rolloutPredictions } from './rollout-predictions.ts';
import { scalingPredictions } from './scaling-predictions.ts';
import { servicePredictions } from './service-predictions.ts';
import { spreadPredictions } from './spread-predictions.ts';
import { terminationPredictions } from './termination-predictions.ts';
import { webhookPredictions } from './webhook-predictions.ts';

const PREDICTORS: readonly Predictor[] = [
  requestPredictions,
  rolloutPredictions,
  quotaPredictions,
  limitRangePredictions,
  preemptionPredictions,
  spreadPredictions,
  probePredictions,
  kubeletPredictions,
  behaviourPredictions,
  terminationPredictions,
  servicePredictions,
  webhookPredictions,
  scalingPredictions,
  budgetPredictions,
  dataPredictions,
  cronPredictions,
  ownerPredictions,
];

/** What will go wrong, as findings at the lines that cause it. */
export function predictionsOf(context: PredictionContext): Finding[] {
  return PREDICTORS.flatMap((predict) => predict(context)).map(predictionFinding).sort(compareFindings);
}
