/** A bundle for tests of the whole program: it is asked by system properties to misbehave. */
package twitcher.launcher.testbundle;
