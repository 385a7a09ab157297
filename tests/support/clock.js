/** Loaded before the program (NODE_OPTIONS), so that a site can be visited some days from now: TEST_CLOCK_DAYS. */
const shift = Number(process.env.TEST_CLOCK_DAYS ?? 0) * 86_400_000;
const Now = Date;

globalThis.Date = class extends Now {
	/** @param {[]} given */
	constructor(...given) {
		if (given.length === 0) super(Now.now() + shift);
		else super(...given);
	}

	static now() {
		return Now.now() + shift;
	}
};
