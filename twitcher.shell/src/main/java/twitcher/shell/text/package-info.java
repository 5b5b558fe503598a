/** What commands print: tables that fit a terminal, JSON, times and sizes in words. */
package twitcher.shell.text;
