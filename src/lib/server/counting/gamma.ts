/** The logarithm of the gamma function and what is made of it. Pure. */

/**
 * ln Γ(x) for x > 0: Stirling's series from 10 upwards, where three terms leave an error under 1e-11,
 * and Γ(x) = Γ(x + 1) / x below.
 */
export function logGamma(x: number): number {
	let shift = 0;
	let y = x;
	while (y < 10) {
		shift += Math.log(y);
		y++;
	}
	const z = 1 / y;
	const zz = z * z;
	return (
		(y - 0.5) * Math.log(y) -
		y +
		0.9189385332046727 +
		z * (1 / 12 - zz * (1 / 360 - zz * (1 / 1260 - zz / 1680))) -
		shift
	);
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
	return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
