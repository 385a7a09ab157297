import { defineConfig } from 'vitest/config';

// The suite needs none of SvelteKit's own transforms: routes are tested through the built site.
export default defineConfig({
	test: {
		include: ['tests/**/*.test.ts'],
		globalSetup: ['tests/support/global.ts'],
		// Only what hangs may end so: on a busy machine whole journeys take minutes.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		expect: { poll: { timeout: 60_000 } },
		// One more than the processors of a small machine: browser tests mostly wait.
		maxWorkers: 3
	}
});
