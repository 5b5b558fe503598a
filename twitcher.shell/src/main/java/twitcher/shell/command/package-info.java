/** The commands of scope {@code twitcher}; each class is a group of them. */
package twitcher.shell.command;
