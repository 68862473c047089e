/** The link over a Hazelcast cluster: the only user of Hazelcast. */
@NullMarked
package atoll.sync.link.hazelcast;

import org.jspecify.annotations.NullMarked;
