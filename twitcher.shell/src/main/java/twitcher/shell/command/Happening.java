package twitcher.shell.command;

import java.time.Instant;
import java.util.Map;
import twitcher.shell.text.Tone;

/**
 * One line of what happens.
 *
 * @param at when
 * @param subject what it happened to: a watch's id, or {@code zookeeper}
 * @param what happened, in a word or two, always the same
 * @param tone how good it is
 * @param details by name
 */
record Happening(Instant at, String subject, String what, Tone tone, Map<String, Object> details) {}
