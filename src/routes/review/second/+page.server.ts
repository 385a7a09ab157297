import { actionsFor, load as loadReading } from '../reading.server.ts';

export const load = (event) => loadReading(event, 'second');
export const actions = actionsFor('second');
