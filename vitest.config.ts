import { defineConfig } from 'vitest/config';

// The suite needs none of SvelteKit's own transforms: routes are tested through the built site.
export default defineConfig({
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: ['tests/support/global.ts'],
		testTimeout: 120_000,
		hookTimeout: 240_000,
		maxWorkers: 2
	}
});
