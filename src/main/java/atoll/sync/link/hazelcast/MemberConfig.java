package atoll.sync.link.hazelcast;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.sync.link.PeerId;
import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a member: lite, on loopback only, met over TCP at given addresses, and everything off that is not
 * topics. The figures were measured; docs/adr/0031-hazelcast-member.md says what for.
 */
final class MemberConfig {
  /** The attribute of a member that holds its peer id. */
  static final String PEER_ATTRIBUTE = "peer";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS_TRIED = 200;
  private static final int SOCKET_BUFFER_KB = 32;

  /** For what cannot be switched off. */
  private static final String SELDOM_SECONDS = "3600";

  private static final int SELDOM_MILLIS = 3_600_000;

  private static final Map<String, String> PROPERTIES = Map.ofEntries(
      Map.entry("hazelcast.phone.home.enabled", "false"),
      Map.entry("hazelcast.socket.bind.any", "false"),
      Map.entry("hazelcast.shutdownhook.enabled", "false"),
      Map.entry("hazelcast.logging.type", "jdk"),
      Map.entry("hazelcast.logging.emoji.enabled", "false"),
      Map.entry("hazelcast.jmx", "false"),
      Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
      Map.entry("hazelcast.network.stats.refresh.interval.seconds", SELDOM_SECONDS),
      Map.entry("hazelcast.health.monitoring.level", "OFF"),
      Map.entry("hazelcast.partition.count", "13"),
      Map.entry("hazelcast.wait.seconds.before.join", "0"),
      Map.entry("hazelcast.max.join.seconds", "20"),
      Map.entry("hazelcast.tcp.join.port.try.count", "1"),
      Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
      Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
      Map.entry("hazelcast.merge.first.run.delay.seconds", "1"),
      Map.entry("hazelcast.merge.next.run.delay.seconds", "1"),
      Map.entry("hazelcast.partial.member.disconnection.resolution.heartbeat.count", "3"),
      Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
      Map.entry("hazelcast.operation.thread.count", "2"),
      Map.entry("hazelcast.operation.generic.thread.count", "1"),
      Map.entry("hazelcast.operation.response.thread.count", "1"),
      Map.entry("hazelcast.io.thread.count", "1"),
      Map.entry("hazelcast.event.thread.count", "1"),
      Map.entry("hazelcast.event.queue.capacity", "10000"));

  private MemberConfig() {}

  /** @param addresses where others may be met */
  static Config of(HazelcastOptions options, int port, List<String> addresses, PeerId self) {
    Config config = new Config();
    config.setInstanceName("atoll-" + self);
    config.setClusterName(clusterName(options.workspace()));
    config.setClassLoader(MemberConfig.class.getClassLoader());
    config.setLiteMember(true);
    PROPERTIES.forEach(config::setProperty);
    config.getMemberAttributeConfig().setAttribute(PEER_ATTRIBUTE, self.toString());
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getCRDTReplicationConfig().setReplicationPeriodMillis(SELDOM_MILLIS);
    config.getSerializationConfig().setJavaSerializationFilterConfig(MemberFilter.of());
    network(config.getAdvancedNetworkConfig(), port, addresses);
    return config;
  }

  /** Says nothing about the workspace to those who do not know it. */
  static String clusterName(WorkspaceId workspace) {
    byte[] purpose = "atoll cluster name".getBytes(StandardCharsets.UTF_8);
    return "atoll-" + Hash.of(purpose, workspace.hash().toBytes()).toString().substring(0, 32);
  }

  /** An address as the cluster wants it: with a port, and with loopback by number. */
  static String address(String given) {
    int colon = given.lastIndexOf(':');
    String host = colon < 0 ? given : given.substring(0, colon);
    String port =
        colon < 0 ? String.valueOf(HazelcastOptions.FIRST_PORT) : given.substring(colon + 1);
    return (host.equalsIgnoreCase("localhost") ? LOOPBACK : host) + ":" + port;
  }

  private static void network(AdvancedNetworkConfig network, int port, List<String> addresses) {
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(port == 0 ? HazelcastOptions.FIRST_PORT : port);
    endpoint.setPortAutoIncrement(port == 0);
    endpoint.setPortCount(port == 0 ? PORTS_TRIED : 1);
    endpoint.setReuseAddress(true);
    endpoint.setSocketSendBufferSizeKb(SOCKET_BUFFER_KB);
    endpoint.setSocketRcvBufferSizeKb(SOCKET_BUFFER_KB);
    endpoint.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
    network.setEnabled(true);
    network.setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    join.getTcpIpConfig().setMembers(addresses(addresses));
  }

  static List<String> addresses(List<String> given) {
    return given.stream().map(MemberConfig::address).distinct().toList();
  }
}
