import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit()],
	// It names svelte among its peers, so it would be taken for a component library and bundled.
	ssr: { external: ['better-auth'] }
});
