package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteWriter;

/** How a device signs what it says it holds, and how it knows that another's word is genuine. */
public interface Witness {
  /** What this device is called in the ledger; at most 64 bytes. */
  byte[] device();

  /** This device's signature; at most 128 bytes. */
  byte[] sign(byte[] statement);

  /** Whether the device signed the statement and belongs to the workspace. */
  boolean genuine(byte[] device, byte[] statement, byte[] signature);

  /** Signs nothing and believes what is not signed: for workspaces whose logs are not signed either. */
  static Witness unsigned(ReplicaId self) {
    return new Witness() {
      @Override
      public byte[] device() {
        return new ByteWriter(ReplicaId.SIZE_BYTES).i64(self.value()).toBytes();
      }

      @Override
      public byte[] sign(byte[] statement) {
        return new byte[0];
      }

      @Override
      public boolean genuine(byte[] device, byte[] statement, byte[] signature) {
        return signature.length == 0;
      }
    };
  }
}
