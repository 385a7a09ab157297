/** The one reader of this process: the model is loaded once, when first needed. */
import * as classify from './marking/classify.ts';

let opened: Promise<classify.Reader> | undefined;

export function reader(): Promise<classify.Reader> {
	return (opened ??= classify.open());
}
