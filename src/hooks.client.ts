/** Before Svelte takes over a page that the server sent. */
import type { ClientInit } from '@sveltejs/kit';
import * as early from '#lib/early.ts';

export const init: ClientInit = () => early.remember();
