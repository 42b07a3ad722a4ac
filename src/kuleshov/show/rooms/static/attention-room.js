/** The rooms of a memory test: the feed, the dark room, the test. */
export const widget = { render() {} };
