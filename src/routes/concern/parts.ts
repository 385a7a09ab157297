/** The heavier half of a concern: fetched right after the first screen stands, before anything is asked. */
export * as check from '#lib/concern/check.ts';
export * as checklist from '#lib/concern/checklist.ts';
export * as bundle from '#lib/concern/bundle.ts';
export { calendar } from '#lib/concern/exports/calendar.ts';
export { markdown } from '#lib/concern/exports/markdown.ts';
export { word } from '#lib/concern/exports/word.ts';
export * as followup from '#lib/concern/followup.ts';
export * as letter from '#lib/concern/letter.ts';
export * as readability from '#lib/concern/readability.ts';
export * as routes from '#lib/concern/routes.ts';
export * as script from '#lib/concern/script.ts';
export * as sealed from '#lib/concern/sealed.ts';
