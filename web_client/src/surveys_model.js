/** What the model does with surveys: it knows those that one may still answer. */

/** @type {import('./model.js').Changes} */
export const SURVEYS = {
  // Surveys ask pupils; staff have a page of their own.
  SurveyShown: (model, m) => {
    if (model.role === 'pupil') model.surveys.set(m.survey, m.title);
  },
  AnswerTaken: (model, m) => void model.surveys.delete(m.survey),
  SurveyClosed: (model, m) => void model.surveys.delete(m.survey),
};
