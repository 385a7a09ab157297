import { defineConfig } from 'vitest/config';

// The suite needs none of SvelteKit's own transforms: routes are tested through the built site.
export default defineConfig({
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: ['tests/support/global.ts'],
		testTimeout: 120_000,
		hookTimeout: 240_000,
		// One more than the processors of a small machine: browser tests mostly wait.
		maxWorkers: 3
	}
});
