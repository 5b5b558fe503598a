package twitcher.zk;

import twitcher.api.Payload;
import twitcher.api.Stat;

/** What a server said of a node, or why it said nothing. */
sealed interface Answer {
    /** The node exists and this is its state; its watch is set. */
    record State(Stat stat, Payload payload) implements Answer {}

    /** The node does not exist. After {@link Wire#exists} its creation will be an event; after a read it will not. */
    record Missing() implements Answer {}

    /** The node exists, and has these marks; answers {@link Wire#exists} and {@link Wire#measure}. */
    record Size(Stat stat, int dataBytes, int children) implements Answer {}

    /** The server will not tell, for the reason given. */
    record Refused(String why) implements Answer {}

    /** The connection or session was lost before an answer came. */
    record Lost() implements Answer {}
}
