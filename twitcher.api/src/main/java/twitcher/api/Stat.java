package twitcher.api;

/**
 * The marks by which one state of an existing node is told from another; ZooKeeper's own fields of the same names.
 * States are compared by inequality of zxids, never by order: an ensemble can be rebuilt with smaller ones.
 *
 * @param czxid the transaction that created the node
 * @param mzxid the transaction that last set its data
 * @param pzxid the transaction that last added or removed a child
 * @param version number of times the data was set since creation (shown, never compared)
 * @param mtimeMillis when the data was last set, by the server's clock, in milliseconds since 1970
 */
public record Stat(long czxid, long mzxid, long pzxid, int version, long mtimeMillis) {}
