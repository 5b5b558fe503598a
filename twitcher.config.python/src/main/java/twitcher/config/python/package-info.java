/**
 * Python configs. The daemon's side: it keeps a worker for evaluations and spares for functions, and never loads Python
 * itself; that is done by {@code twitcher.config.python.worker}, in processes of its own.
 */
package twitcher.config.python;
