import { actionsFor, load as loadReading } from '../reading.server.ts';

export const load = (event) => loadReading(event, 'settle');
export const actions = actionsFor('settle');
