/** For the navigation: who is there, in which way of running. */
export function load({ locals }) {
	const { who, visitor, config } = locals;
	return {
		mode: config.mode,
		who: who && {
			penName: who.penName,
			role: who.role,
			hasAcceptedCharter: visitor?.hasAcceptedCharter ?? false
		}
	};
}
