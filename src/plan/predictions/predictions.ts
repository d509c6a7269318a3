import { compareFindings, type Finding } from '../../diag/finding.ts';
import { dataPredictions } from './data-predictions.ts';
import { type PredictionContext, predictionFinding, type Predictor } from './prediction.ts';
import { requestPredictions } from './request-predictions.ts';
import { rolloutPredictions } from './rollout-predictions.ts';
import { scalingPredictions } from './scaling-predictions.ts';
import { servicePredictions } from './service-predictions.ts';

const PREDICTORS: readonly Predictor[] = [requestPredictions, rolloutPredictions, servicePredictions, scalingPredictions, dataPredictions];

/** What will go wrong, as findings at the lines that cause it. */
export function predictionsOf(context: PredictionContext): Finding[] {
  return PREDICTORS.flatMap((predict) => predict(context)).map(predictionFinding).sort(compareFindings);
}
