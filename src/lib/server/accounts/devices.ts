/** From what a browser says of itself to the few words by which its owner knows it again. */

const browsers: [RegExp, string][] = [
	[/\bEdgA?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bFirefox\/|\bFxiOS\//, 'Firefox'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\bCriOS\/|\bChrom(e|ium)\/|\bHeadlessChrome\//, 'Chrome'],
	[/\bVersion\/[\d.]+ .*Safari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
	[/\bLinux\b|\bX11\b/, 'Linux']
];

/** Such as "Firefox on Linux"; "A browser" where it does not say. Versions are left out on purpose. */
export function deviceOf(userAgent: string): string {
	const found = (list: [RegExp, string][]) => list.find(([shape]) => shape.test(userAgent))?.[1];
	const browser = found(browsers) ?? 'A browser';
	const system = found(systems);
	return system ? `${browser} on ${system}` : browser;
}
