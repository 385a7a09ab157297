import { actionsFor, load as loadReading } from './reading.server.ts';

export const load = (event) => loadReading(event, 'first');
export const actions = actionsFor('first');
