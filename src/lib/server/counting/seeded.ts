/** Random numbers that are the same each time, so that a computed range never changes by itself. Pure. */

export type Random = () => number;

/** A seeded generator of numbers in [0, 1): a 32-bit counter well mixed. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x9e3779b9) >>> 0;
		let x = state;
		x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
		x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
		return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
	};
}
