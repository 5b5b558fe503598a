package twitcher.config;

import java.util.function.Supplier;

/**
 * What every handler works with.
 *
 * @param limits how long things may take, as configured now
 */
record Tools(Owner owner, ReadOnce reader, Statuses statuses, Agenda agenda, Supplier<Limits> limits) {}
