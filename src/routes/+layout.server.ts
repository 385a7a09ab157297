/** For the navigation: who is there, in which way of running. */
export function load({ locals }) {
	const { who, config } = locals;
	return {
		mode: config.mode,
		who: who ? { penName: who.penName, role: who.role } : undefined
	};
}
