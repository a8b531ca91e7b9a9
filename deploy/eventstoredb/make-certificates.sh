#!/bin/sh
# Certificates for a cluster of three, with the tool that EventStoreDB publishes. Does nothing when they are there.
set -eu
cd /certs
if [ -f complete ]; then exit 0; fi

es-gencert-cli create-ca -out ./ca
for node in 1 2 3; do
  es-gencert-cli create-node -ca-certificate ./ca/ca.crt -ca-key ./ca/ca.key -out "./node$node" \
    -ip-addresses "127.0.0.1,172.30.240.1$node" -dns-names "localhost,eventstore-$node"
done

# EventStoreDB runs as 1000. Whoever holds the authority's key could pose as a node, and nobody needs it any more:
# a new node gets a new set for the whole cluster.
rm ca/ca.key
chown -R 1000:1000 ca node1 node2 node3
chmod 755 ca node1 node2 node3
chmod 644 ca/ca.crt node?/node.crt
chmod 600 node?/node.key
touch complete
